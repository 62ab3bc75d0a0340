@echo off
chcp 65001 >nul
rem 双击后开着这个窗口：文件一改就重新检查，检查结果.html 随之更新。
setlocal
pushd "%~dp0"
set PYTHONUTF8=1
set LISTINGLINT_LANG=zh
where listinglint >nul 2>nul
if errorlevel 1 (
  echo 没有找到 listinglint。请让同事安装一次：  uv tool install "listinglint[xlsx]"
  pause
  exit /b 2
)
if "%~1"=="" (set "TARGET=.") else (set "TARGET=%~1")
listinglint watch "%TARGET%" --report "检查结果.html" --report "检查结果.xlsx"
pause
