@echo off
rem Builds the workbench and the notebooks' library. Needs only the .NET SDK 10 and the public package registry. Can be run again at any time.
setlocal
set "root=%~dp0.."
set version=0
for /f "tokens=1 delims=." %%v in ('dotnet --version 2^>nul') do set version=%%v
if %version% lss 10 (echo The .NET SDK 10 or newer is missing: install it from https://dotnet.microsoft.com/download, then run this again. & exit /b 1)
dotnet build "%root%\Workbench.sln" -c Release -v q -nologo || exit /b 1
if exist "%root%\notebooks\lib" rmdir /s /q "%root%\notebooks\lib"
dotnet publish "%root%\src\Workbench.Interactive" -c Release --use-current-runtime --self-contained false -o "%root%\notebooks\lib" -v q -nologo -p:DebugType=embedded || exit /b 1
