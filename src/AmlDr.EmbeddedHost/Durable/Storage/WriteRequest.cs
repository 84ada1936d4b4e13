namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>A logical transaction that waits for the writer.</summary>
internal abstract class WriteRequest
{
    public CommitEffects Effects { get; } = new();

    /// <summary>Set when the request refused itself before it wrote anything; the others of its group go on.</summary>
    public Exception? Refusal { get; set; }

    public abstract void Run(HubTransaction tx);

    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}
