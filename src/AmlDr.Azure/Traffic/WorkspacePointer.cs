using System.Text;
using System.Text.Json.Nodes;
using AmlDr.Azure.Blobs;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Execution;
using AmlDr.Core.Pairs;
using AmlDr.Core.Traffic;

namespace AmlDr.Azure.Traffic;

/// <summary>
/// The blob <c>config.json</c> that names the serving workspace to clients that call <c>MLClient.from_config()</c>. It is written only over the
/// version that was read; its other members, headers and metadata stay.
/// </summary>
internal sealed class WorkspacePointer : ITrafficSwitch
{
    /// <summary>The name of every pointer; a pair has one at most.</summary>
    public const string PointerName = "workspace-pointer";

    private const string Member = "content";
    private const string ContentType = "application/json";

    // How often a write is tried that meets another version than was read.
    private const int Attempts = 3;

    private readonly Pair _pair;
    private readonly string _address;
    private readonly string _blob;
    private readonly BlobContainerClient _folder;

    /// <summary>Creates the pointer.</summary>
    /// <param name="pair">The pair; its policy names the blob.</param>
    /// <param name="blobs">Clients for containers.</param>
    public WorkspacePointer(Pair pair, BlobClientFactory blobs)
    {
        _pair = pair;
        _address = pair.Policy.Pointer!.Blob;
        int cut = _address.LastIndexOf('/');
        _blob = Uri.UnescapeDataString(_address[(cut + 1)..]);
        _folder = blobs.GetContainer(new Uri(_address[..cut]));
    }

    /// <inheritdoc/>
    public string Name => PointerName;

    /// <inheritdoc/>
    public string Kind => "workspace pointer";

    /// <inheritdoc/>
    public async Task<TrafficState> ReadAsync(CancellationToken cancellationToken) => StateOf((await DownloadAsync(cancellationToken)).Text);

    /// <inheritdoc/>
    public async Task<TrafficPlan> PlanAsync(PairSide side, CancellationToken cancellationToken)
    {
        string? text = (await DownloadAsync(cancellationToken)).Text;
        TrafficState before = StateOf(text);
        TrafficSetting[] forth = before.Side == side
            ? []
            : [Setting(PointerDocument.Write(text, WorkspaceOf(side)) ?? throw new RefusedException(
                $"'{Name}': '{_address}' holds something else than a JSON object, which would be lost. Move it, or correct the policy's member 'pointer'."))];
        return new TrafficPlan
        {
            Name = Name,
            Side = side,
            Before = before,
            Forth = forth,
            Back = forth.Length == 0 ? [] : before.Settings,
            Changes = forth.Length == 0 ? [] : [new TrafficChange(_address, "/workspace", PointerDocument.Read(text)?.ToString(), WorkspaceOf(side).ToString())],
        };
    }

    /// <inheritdoc/>
    public Task<TrafficState> SwitchAsync(TrafficPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return WriteAsync(plan, plan.After()[0], cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TrafficState> RestoreAsync(TrafficPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return WriteAsync(plan, plan.Before.Settings[0], cancellationToken);
    }

    private async Task<TrafficState> WriteAsync(TrafficPlan plan, TrafficSetting end, CancellationToken cancellationToken)
    {
        if (end.Resource != _address)
        {
            throw new RefusedException($"'{Name}' was planned for '{end.Resource}', and the policy names '{_address}'. Set the policy back, or skip the step.");
        }

        string? wanted = TextOf(end);
        string?[] known = [TextOf(plan.Before.Settings[0]), TextOf(plan.After()[0])];
        for (int attempt = 1; ; attempt++)
        {
            (string? text, BlobItem? item) = await DownloadAsync(cancellationToken);
            if (text == wanted)
            {
                return StateOf(text);
            }

            if (!known.Contains(text))
            {
                throw new ConflictException(
                    $"'{Name}': '{_address}' is not what it was when the switch was planned. Somebody else changed it. Set it back and retry the step, or skip it.");
            }

            try
            {
                await ReplaceAsync(wanted, item, cancellationToken);
                return StateOf(wanted);
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // Another version came between, or an own write whose answer was lost: it is read again.
            }
        }
    }

    private async Task ReplaceAsync(string? text, BlobItem? item, CancellationToken cancellationToken)
    {
        BlobCondition condition = item is null ? BlobCondition.Absent : BlobCondition.Unchanged(item.ETag);
        if (text is null)
        {
            await _folder.DeleteIfExistsAsync(_blob, condition, cancellationToken);
            return;
        }

        await _folder.UploadAsync(
            _blob, BinaryData.FromString(text), condition, item?.Headers ?? new BlobHttpHeaders(ContentType), item?.Metadata,
            cancellationToken);
    }

    private async Task<(string? Text, BlobItem? Item)> DownloadAsync(CancellationToken cancellationToken)
    {
        BlobItem? item = await _folder.TryGetPropertiesAsync(_blob, cancellationToken);
        if (item is null)
        {
            return (null, null);
        }

        // Content and headers of one version: what was replaced in between is a conflict, which is transient here.
        BlobContent? content = await _folder.TryDownloadAsync(_blob, cancellationToken);
        if (content is null || content.ETag != item.ETag)
        {
            throw new TransientException($"'{Name}': '{_address}' was replaced while it was read.");
        }

        return (Encoding.UTF8.GetString(content.Content.ToMemory().Span), item);
    }

    private TrafficState StateOf(string? text) => new(Name, SideOf(text), [Setting(text)]);

    private PairSide? SideOf(string? text) => PointerDocument.Read(text) is not { } named ? null
        : named.Equals(_pair.Primary) ? PairSide.Primary
        : named.Equals(_pair.Secondary) ? PairSide.Secondary
        : null;

    private WorkspaceId WorkspaceOf(PairSide side) => side == PairSide.Primary ? _pair.Primary : _pair.Secondary;

    private TrafficSetting Setting(string? text) => new(_address, new JsonObject { [Member] = text });

    private static string? TextOf(TrafficSetting setting) => (string?)setting.Fields[Member];
}
