# The same two commands as elsewhere, on Windows:
#   powershell -ExecutionPolicy Bypass -File packaging\windows\make.ps1 run
#   powershell -ExecutionPolicy Bypass -File packaging\windows\make.ps1 test
param([ValidateSet('setup', 'run', 'test', 'test-fast', 'lint')][string]$Target = 'run')
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')
$python = '.venv\Scripts\python.exe'
$ready = '.venv\.ready'

$stale = -not (Test-Path $ready) -or
    (Get-Item 'requirements.lock').LastWriteTime -gt (Get-Item $ready -ErrorAction SilentlyContinue).LastWriteTime
if ($stale) {
    if (-not (Test-Path $python)) {
        $made = $false
        foreach ($version in '3.13', '3.12', '3.11', '3.14') {
            & py "-$version" -m venv .venv 2>$null
            if ($LASTEXITCODE -eq 0) { $made = $true; break }
        }
        if (-not $made) { throw 'Khizana needs Python 3.11 to 3.14. Type: winget install Python.Python.3.13' }
    }
    & $python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    if ($LASTEXITCODE -ne 0) { throw 'The dependencies could not be installed.' }
    & $python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    if ($LASTEXITCODE -ne 0) { throw 'Khizana could not be installed.' }
    & $python packaging\translations.py --compile
    if ($LASTEXITCODE -ne 0) { throw 'The translations could not be compiled.' }
    New-Item -ItemType File -Force $ready | Out-Null
}
switch ($Target) {
    'run' { & $python -m archive_app.gui --sample }
    { $_ -in 'test', 'test-fast' } {
        # As in the Makefile: no test twice, and those of the core where Qt cannot be imported.
        $how = @('-m', 'pytest', '-n', 'logical', '--dist', 'worksteal')
        if ($Target -eq 'test-fast') {
            $how += @('-m', 'not slow')
            $env:HYPOTHESIS_PROFILE = 'quick'
        }
        & $python @how -p no:pytest-qt -p tests.without_qt
        if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
        $env:QT_QPA_PLATFORM = 'offscreen'
        & $python @how tests/gui
    }
    'lint' { & $python -m ruff check .; & $python -m mypy }
}
exit $LASTEXITCODE
