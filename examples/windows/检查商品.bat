@echo off
chcp 65001 >nul
rem 把商品文件夹拖到这个图标上；直接双击则检查本文件夹。
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
echo 正在检查 "%TARGET%" ……
listinglint check "%TARGET%" --format html --output "检查结果.html" --report "检查结果.xlsx" --fail-on never
if errorlevel 2 if not errorlevel 3 (
  pause
  exit /b 2
)
if exist "检查结果.html" start "" "检查结果.html"
pause
