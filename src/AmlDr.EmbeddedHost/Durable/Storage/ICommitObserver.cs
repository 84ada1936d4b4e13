namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Sees every commit, on the writer's thread. Tests end the process here.</summary>
internal interface ICommitObserver
{
    void BeforeCommit(long number);

    void AfterCommit(long number);
}
