@echo off
rem Opens the course; the same as "py course.py". For whoever starts it with a double click.
setlocal
cd /d "%~dp0"
if not exist "course.py" goto packed
where py >nul 2>nul
if not errorlevel 1 goto launcher
python -c "import sys; sys.exit(sys.version_info < (3,))" >nul 2>nul
if not errorlevel 1 goto path
echo Python is not on this computer yet. Get it from python.org/downloads and install it.
echo Then double-click Start.bat again.
goto wait
:launcher
py course.py %*
if errorlevel 1 goto wait
goto end
:path
python course.py %*
if errorlevel 1 goto wait
goto end
:packed
echo This folder does not hold the whole course. Right-click the ZIP file that it came in,
echo choose "Extract All", and double-click Start.bat in the new folder.
:wait
echo.
pause
:end
