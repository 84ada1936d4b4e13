# Stops a deployment that would put the embedded flavour into Azure Functions.
if ($env:HostRuntime -ne 'Azure') {
  Write-Error "HostRuntime is '$env:HostRuntime'. Run: `$env:HostRuntime = 'Azure'"
  exit 1
}
