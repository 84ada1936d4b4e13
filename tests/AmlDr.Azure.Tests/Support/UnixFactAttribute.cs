namespace AmlDr.Azure.Tests.Support;

/// <summary>A test of what only systems with POSIX file modes have.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no POSIX file modes." : null;
}
