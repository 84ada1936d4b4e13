using System.Buffers.Text;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Azure.Secrets;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.EmbeddedHost.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Azure.Tests.Secrets;

public sealed class SecretSealerTests : SimulatorTest, IDisposable
{
    private const string Pair = AppServices.PairName;
    private static readonly AssetId Asset = Documents.ModelId();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amldr-keyring-");

    [Fact]
    public void Seal_ThenUnseal_GivesTheValueAndShowsNothing()
    {
        SecretSealer sealer = OnFolder(_folder.FullName);

        string kept = sealer.Seal(Pair, Asset, "/a", "hunter2-ä🚀");

        Assert.Equal("hunter2-ä🚀", sealer.Unseal(Pair, Asset, "/a", kept));
        Assert.DoesNotContain("hunter2", kept, StringComparison.Ordinal);
        Assert.NotEqual(kept, sealer.Seal(Pair, Asset, "/a", "hunter2-ä🚀"));
    }

    [Fact]
    public void Unseal_ForAnotherPairAssetOrField_IsRefused()
    {
        SecretSealer sealer = OnFolder(_folder.FullName);
        string kept = sealer.Seal(Pair, Asset, "/a", "v");

        Assert.Throws<AccessDeniedException>(() => sealer.Unseal("other", Asset, "/a", kept));
        Assert.Throws<AccessDeniedException>(() => sealer.Unseal(Pair, Asset with { Version = "2" }, "/a", kept));
        Assert.Throws<AccessDeniedException>(() => sealer.Unseal(Pair, Asset, "/b", kept));
        Assert.Throws<AccessDeniedException>(() => sealer.Unseal(Pair, Asset, "/a", kept[..^2] + "AA"));
        Assert.Throws<AccessDeniedException>(() => sealer.Unseal(Pair, Asset, "/a", "not sealed"));
    }

    [Fact]
    public void Unseal_AfterARestart_OpensWithTheSameRing()
    {
        string kept = OnFolder(_folder.FullName).Seal(Pair, Asset, "/a", "v");

        Assert.Equal("v", OnFolder(_folder.FullName).Unseal(Pair, Asset, "/a", kept));
    }

    [Fact]
    public void Unseal_RingLost_NamesTheSettingAndTheFolder()
    {
        string kept = OnFolder(_folder.FullName).Seal(Pair, Asset, "/a", "v");
        string other = Path.Combine(_folder.FullName, "other");
        SecretSealer sealer = OnFolder(other);

        var failure = Assert.Throws<AccessDeniedException>(() => sealer.Unseal(Pair, Asset, "/a", kept));

        Assert.Contains($"AmlDr__KeyRing__Directory is '{other}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("restore", failure.Message, StringComparison.Ordinal);
        Assert.False(sealer.CanUnseal(Pair, Asset, "/a", kept));
        Assert.True(sealer.CanUnseal(Pair, Asset, "/a", sealer.Seal(Pair, Asset, "/a", "v")));
    }

    [Fact]
    public void Unseal_KeyThatAnotherInstanceMadeLater_IsFoundByOpeningTheRingAnew()
    {
        string ring = Path.Combine(_folder.FullName, "ring");
        string elsewhere = Path.Combine(_folder.FullName, "elsewhere");
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        SecretSealer first = OnFolder(ring, clock);
        first.Seal(Pair, Asset, "/a", "v");
        string kept = OnFolder(elsewhere).Seal(Pair, Asset, "/a", "later");
        Assert.False(first.CanUnseal(Pair, Asset, "/a", kept));

        File.Copy(Assert.Single(Directory.GetFiles(elsewhere)), Path.Combine(ring, "key-later.xml"));
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("later", first.Unseal(Pair, Asset, "/a", kept));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Ring_NewFolder_IsItsOwnersAlone()
    {
        string ring = Path.Combine(_folder.FullName, "new");
        OnFolder(ring).Seal(Pair, Asset, "/a", "v");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(ring));
    }

    [Fact]
    public async Task Check_RingThatCanAndCannotBeUsed_TellsThemApart()
    {
        OnFolder(_folder.FullName).Check();
        await using var vault = await FakeVault.StartAsync();
        vault.Status = StatusCodes.Status403Forbidden;

        var failure = Assert.Throws<AccessDeniedException>(OnContainer(vault).Check);

        Assert.Contains("AmlDr__KeyRing__ContainerUri", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seal_FolderThatCannotBeMade_NamesTheSetting()
    {
        string file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");

        AmlDrException failure = Assert.ThrowsAny<AmlDrException>(() => OnFolder(Path.Combine(file, "below")).Seal(Pair, Asset, "/a", "v"));

        Assert.Contains("AmlDr__KeyRing__Directory", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ring_InAContainer_IsEncryptedByTheVaultAndOpensElsewhere()
    {
        await using var vault = await FakeVault.StartAsync();
        string kept = OnContainer(vault).Seal(Pair, Asset, "/a", "v");

        Assert.Equal("v", OnContainer(vault).Unseal(Pair, Asset, "/a", kept));
        string name = Assert.Single(Sim.Azure.Blobs.List(Sim.World.ControlAccount.Name, "keys", "")).Name;
        string key = Encoding.UTF8.GetString(Sim.Azure.Blobs.Read(Sim.World.ControlAccount.Name, "keys", name)!.ToArray());
        Assert.Contains("keyVaultEncrypted", key, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal);
        Assert.DoesNotContain("Version=", key[key.IndexOf("KeyVaultXmlDecryptor", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.All(vault.Requests, request => Assert.Contains("api-version=7.4", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unseal_VaultRefuses_SaysSoAndNamesTheSettings()
    {
        await using var vault = await FakeVault.StartAsync();
        string kept = OnContainer(vault).Seal(Pair, Asset, "/a", "v");
        vault.Status = StatusCodes.Status403Forbidden;
        SecretSealer sealer = OnContainer(vault);

        var failure = Assert.Throws<AccessDeniedException>(() => sealer.Unseal(Pair, Asset, "/a", kept));

        Assert.Contains("AmlDr__KeyRing__KeyVaultKeyId", failure.Message, StringComparison.Ordinal);
        Assert.Contains("403", failure.Message, StringComparison.Ordinal);
        Assert.Throws<AccessDeniedException>(() => sealer.CanUnseal(Pair, Asset, "/a", kept));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Uri RingContainer => new($"{Sim.Azure.BaseUrl}/{Sim.World.ControlAccount.Name}/keys");

    private SecretSealer OnFolder(string folder, TimeProvider? clock = null) =>
        Sim.Build(clock, ("KeyRing:Directory", folder)).GetRequiredService<SecretSealer>();

    private SecretSealer OnContainer(FakeVault vault) => Sim.Build(
        ("KeyRing:ContainerUri", RingContainer.AbsoluteUri), ("KeyRing:KeyVaultKeyId", vault.KeyId))
        .GetRequiredService<SecretSealer>();

    /// <summary>The two calls of Key Vault that are used, with a key pair of its own.</summary>
    private sealed class FakeVault : IAsyncDisposable
    {
        private readonly RSA _rsa = RSA.Create(2048);
        private ScriptedServer _server = null!;

        public int Status { get; set; } = StatusCodes.Status200OK;

        public string KeyId => $"{_server.Endpoint.GetLeftPart(UriPartial.Authority)}/keys/amldr";

        public IEnumerable<string> Requests => _server.Requests.Select(request => request.Target);

        public static async Task<FakeVault> StartAsync()
        {
            var vault = new FakeVault();
            vault._server = await ScriptedServer.StartAsync(vault.AnswerAsync);
            return vault;
        }

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _rsa.Dispose();
        }

        private async Task AnswerAsync(ScriptedRequest request, HttpResponse response)
        {
            JsonNode body = (await JsonNode.ParseAsync(response.HttpContext.Request.Body))!;
            Assert.Equal("RSA-OAEP-256", (string?)body["alg"]);
            byte[] value = Base64Url.DecodeFromChars((string)body["value"]!);
            var padding = RSAEncryptionPadding.OaepSHA256;
            byte[] result = Status != StatusCodes.Status200OK ? []
                : request.Target.Contains("/unwrapkey", StringComparison.Ordinal) ? _rsa.Decrypt(value, padding) : _rsa.Encrypt(value, padding);
            var answer = new JsonObject
            {
                ["kid"] = $"{KeyId}/0123456789abcdef0123456789abcdef",
                ["value"] = Base64Url.EncodeToString(result),
            };
            await ScriptedServer.AnswerAsync(response, Status, "application/json", answer.ToJsonString());
        }
    }
}
