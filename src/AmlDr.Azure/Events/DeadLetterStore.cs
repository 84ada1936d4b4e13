using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Options;
using AmlDr.Core.Failures;
using Microsoft.Extensions.Options;

namespace AmlDr.Azure.Events;

/// <summary>
/// The events that Event Grid could not deliver: blobs of a container of their own, each a JSON array of events or one event
/// (<c>facts/aml-rest.md</c> 5.2).
/// </summary>
public sealed class DeadLetterStore
{
    private const int LongestKept = 64 * 1024;
    private readonly BlobContainerClient? _container;
    private readonly ControlStoreClient _store;
    private readonly TimeProvider _clock;

    /// <summary>Creates the store.</summary>
    /// <param name="blobs">Clients for containers.</param>
    /// <param name="store">The control store, where letters that cannot be read are put aside.</param>
    /// <param name="options">The settings.</param>
    /// <param name="clock">The clock.</param>
    public DeadLetterStore(BlobClientFactory blobs, ControlStoreClient store, IOptions<AmlDrOptions> options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        ArgumentNullException.ThrowIfNull(options);
        _container = options.Value.DeadLetters.ContainerUri is { Length: > 0 } address ? blobs.GetContainer(new Uri(address)) : null;
        _store = store;
        _clock = clock;
    }

    /// <summary>True when the settings name a container.</summary>
    public bool IsSet => _container is not null;

    /// <summary>Lists the first letters.</summary>
    /// <param name="most">How many at most, 1 to 5,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The names of their blobs; none where there is no container.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(int most, CancellationToken cancellationToken)
    {
        if (_container is null)
        {
            return [];
        }

        try
        {
            return [.. (await _container.ListPageAsync("", null, most, cancellationToken)).Items.Where(blob => !blob.IsFolder).Select(blob => blob.Name)];
        }
        catch (NotFoundException)
        {
            // Event Grid has never had to write one.
            return [];
        }
    }

    /// <summary>Reads a letter.</summary>
    /// <param name="name">The name of its blob.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Its events as JSON; none when it is gone; null when it could not be read and was put aside.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public async Task<IReadOnlyList<string>?> ReadOrParkAsync(string name, CancellationToken cancellationToken)
    {
        if (await _container!.TryDownloadAsync(name, cancellationToken) is not { } letter)
        {
            return [];
        }

        (IReadOnlyList<string>? events, string? fault) = Read(letter.Content);
        if (events is null)
        {
            string text = Encoding.UTF8.GetString(letter.Content.ToMemory().Span[..Math.Min(LongestKept, letter.Content.ToMemory().Length)]);
            string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
            await _store.WriteAsync(
                ControlStoreNames.ParkedLetter(key), new ParkedLetter(name, fault!, _clock.GetUtcNow(), text), BlobCondition.None, null, cancellationToken);
        }

        return events;
    }

    /// <summary>Deletes a letter that was dealt with.</summary>
    /// <param name="name">The name of its blob.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task DeleteAsync(string name, CancellationToken cancellationToken) => _container!.DeleteIfExistsAsync(name, cancellationToken);

    /// <summary>Says what the last drain came to.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What it came to; null before the first.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public async Task<DeadLetterDrain?> TryGetLastDrainAsync(CancellationToken cancellationToken) =>
        (await _store.TryReadAsync<DeadLetterDrain>(ControlStoreNames.LatestDrain, cancellationToken))?.Value;

    /// <summary>Keeps what a drain came to.</summary>
    /// <param name="drain">What it came to.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it stands.</returns>
    /// <exception cref="AmlDrException">The call failed; the type says how.</exception>
    public Task WriteLastDrainAsync(DeadLetterDrain drain, CancellationToken cancellationToken) =>
        _store.WriteAsync(ControlStoreNames.LatestDrain, drain, BlobCondition.None, null, cancellationToken);

    private static (IReadOnlyList<string>? Events, string? Fault) Read(BinaryData content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content.ToMemory());
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Array => ([.. document.RootElement.EnumerateArray().Select(item => item.GetRawText())], null),
                JsonValueKind.Object => ([document.RootElement.GetRawText()], null),
                _ => (null, "It is neither an array of events nor an event."),
            };
        }
        catch (JsonException exception)
        {
            return (null, $"It is not JSON: {exception.Message}");
        }
    }
}
