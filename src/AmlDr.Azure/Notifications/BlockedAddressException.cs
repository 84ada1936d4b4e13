namespace AmlDr.Azure.Notifications;

/// <summary>A webhook's name stands for network addresses that nothing may be sent to.</summary>
internal sealed class BlockedAddressException : IOException
{
    public BlockedAddressException()
        : base("every address that its name stands for is blocked")
    {
    }
}
