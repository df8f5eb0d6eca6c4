@echo off
rem The same as "make test-all".
cd /d "%~dp0"
set PY=py -3
%PY% --version >nul 2>nul || set PY=python
%PY% --version >nul 2>nul || (echo The dashboard needs Python 3.11, 3.12 or 3.13. Install one from python.org/downloads, then try again.& exit /b 1)
%PY% tools\tasks.py test-all %*
exit /b %errorlevel%
