@echo off
chcp 65001 >nul
rem 在 检查结果.xlsx 的“修改后”一列写好新文字，保存并关闭 Excel，再双击这里。
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
if "%~1"=="" (set "SHEET=检查结果.xlsx") else (set "SHEET=%~1")
listinglint apply "%SHEET%"
pause
