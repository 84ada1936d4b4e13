using System.Runtime.InteropServices;

namespace AmlDr.Sandbox.App;

/// <summary>Finds the <c>dotnet</c> that runs this process, so that what it starts runs on the same one.</summary>
internal static class DotnetHost
{
    /// <summary>Path of the executable; the bare name where the runtime does not stand in the usual place.</summary>
    public static string Find()
    {
        // {root}/shared/Microsoft.NETCore.App/{version}/
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string path = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", name));
        return File.Exists(path) ? path : "dotnet";
    }
}
