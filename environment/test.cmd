@echo off
rem All set-up, then all tests. Options are passed on to dotnet test: environment\test.cmd --filter Parity
setlocal
call "%~dp0setup.cmd" || exit /b 1
dotnet test "%~dp0..\Workbench.sln" -c Release --no-build -v q -nologo %*
