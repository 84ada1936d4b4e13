namespace AmlDr.Sandbox.Control;

/// <summary>A control route was used wrongly; the message says how and what would be right.</summary>
internal sealed class ControlException(int status, string message) : Exception(message)
{
    public int Status => status;
}
