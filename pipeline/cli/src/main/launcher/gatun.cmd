@echo off
rem Runs the gatun command of an unpacked distribution: finds a JDK, starts it.
setlocal
set "ROOT=%~dp0"
set "JDK="
if defined GATUN_JAVA_HOME (
  call :take "%GATUN_JAVA_HOME%"
  if not defined JDK (
    >&2 echo gatun: GATUN_JAVA_HOME: must be a JDK 25 or newer, got '%GATUN_JAVA_HOME%'
    exit /b 1
  )
)
if not defined JDK if defined JAVA_HOME call :take "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%j in ('where java 2^>nul') do call :take "%%~dpj.."
if not defined JDK for /d %%j in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\*" "%USERPROFILE%\.jdks\*") do call :take "%%~j"
if not defined JDK (
  >&2 echo gatun: no JDK 25 or newer found; install one, or set GATUN_JAVA_HOME to its folder
  exit /b 1
)
set "MODULES=ALL-MODULE-PATH"
findstr /c:"jdk.incubator.vector" "%JDK%\release" >nul && set "MODULES=ALL-MODULE-PATH,jdk.incubator.vector"
"%JDK%\bin\java" "@%ROOT%lib\jvm.options" --module-path "%ROOT%lib\engines" --add-modules %MODULES% --enable-native-access=dev.gatun.ffi,dev.gatun.engine.java "-Dgatun.natives=%ROOT%natives" --class-path "%ROOT%lib\app\*" dev.gatun.cli.Main %*
exit /b %ERRORLEVEL%

rem Takes the first folder that is a JDK and new enough, by its own release file.
:take
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
findstr /r /c:"JAVA_VERSION=.2[5-9]" /c:"JAVA_VERSION=.[3-9][0-9]" "%~1\release" >nul 2>nul && set "JDK=%~1"
exit /b 0
