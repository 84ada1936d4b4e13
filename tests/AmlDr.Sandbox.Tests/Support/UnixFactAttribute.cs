namespace AmlDr.Sandbox.Tests.Support;

/// <summary>A test that sends signals.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals to send." : null;
}
