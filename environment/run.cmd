@echo off
rem All set-up, then the main job: the quick experiment, or whatever is given (environment\run.cmd --seed 1).
setlocal
call "%~dp0setup.cmd" || exit /b 1
dotnet "%~dp0..\src\Workbench.Cli\bin\Release\net10.0\Workbench.Cli.dll" run quick %*
