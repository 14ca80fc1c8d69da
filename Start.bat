@echo off
rem Opens the course; the same as "py course.py". For whoever starts it with a double click.
rem By -E -s, no variable and no file of another Python keeps this one from starting.
setlocal
cd /d "%~dp0"
if not exist "course.py" goto packed
where py >nul 2>nul
if not errorlevel 1 goto launcher
python -E -s -c "import sys; sys.exit(sys.version_info < (3,))" >nul 2>nul
if not errorlevel 1 goto path
echo Python is not on this computer yet. Get it from python.org/downloads and install it.
echo Then double-click Start.bat again.
goto wait
:launcher
py -E -s course.py %*
if errorlevel 1 goto wait
goto end
:path
python -E -s course.py %*
if errorlevel 1 goto wait
goto end
:packed
echo This folder does not hold the whole course. Right-click the ZIP file that it came in,
echo choose "Extract All", and double-click Start.bat in the new folder.
:wait
echo.
pause
:end
