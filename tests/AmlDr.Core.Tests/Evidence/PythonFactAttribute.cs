using System.ComponentModel;
using System.Diagnostics;

namespace AmlDr.Core.Tests.Evidence;

/// <summary>A test that needs Python 3.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = IsThere() ? null : "python3 is not installed.";

    private static bool IsThere()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
