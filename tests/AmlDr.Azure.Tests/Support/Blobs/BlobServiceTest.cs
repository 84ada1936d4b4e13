namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>Tests of one class on a blob service; each service has a class that derives from it.</summary>
public abstract class BlobServiceTest : IAsyncLifetime
{
    /// <summary>Names that break whoever escapes too little, too much or twice.</summary>
    private protected static readonly string[] OddNames =
    [
        "plain.bin", "with space/and more .txt", "plus+plus/a+b.bin", "100%/50%25.bin", "hash#tag/#1", "question?mark/?a=b&c=d",
        "größe/模型/🚀.pkl", "e\u0301/\u00e9", "quotes'\"/`~!@$^&*()=[]{}|;:,<>", "dots../.hidden/a..b", "double//slash", "%2e%2e/%2F", "trailing-", "CASE", "case",
    ];

    private protected static CancellationToken None => CancellationToken.None;

    private protected BlobService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await StartAsync();

    public async Task DisposeAsync() => await Service.DisposeAsync();

    private protected abstract Task<BlobService> StartAsync();
}
