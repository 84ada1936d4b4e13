namespace AmlDr.EndToEnd.Tests.Support;

/// <summary>A test that sends signals, which Windows does not have.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "There are no signals on Windows." : null;
}
