@echo off
rem All set-up, then all tests. Needs only the .NET SDK 10 and the public package registry.
setlocal
cd /d "%~dp0.."
where dotnet >nul 2>nul || (echo The .NET SDK 10 is missing: install it from https://dotnet.microsoft.com/download, then run this again. & exit /b 1)
dotnet test Workbench.sln -c Release -v q -nologo %*
