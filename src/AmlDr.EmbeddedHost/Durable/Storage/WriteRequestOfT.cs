namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>A logical transaction with a result.</summary>
internal sealed class WriteRequest<T>(Func<HubTransaction, T> work) : WriteRequest
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override void Run(HubTransaction tx) => _result = work(tx);

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
