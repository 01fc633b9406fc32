@echo off
rem All set-up, then the main job. Needs only the .NET SDK 10 and the public package registry.
setlocal
cd /d "%~dp0.."
where dotnet >nul 2>nul || (echo The .NET SDK 10 is missing: install it from https://dotnet.microsoft.com/download, then run this again. & exit /b 1)
dotnet build Workbench.sln -c Release -v q -nologo || exit /b 1
dotnet src\Workbench.Cli\bin\Release\net10.0\Workbench.Cli.dll run quick %*
