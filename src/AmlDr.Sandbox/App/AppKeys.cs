using System.Security.Cryptography;

namespace AmlDr.Sandbox.App;

/// <summary>The keys that open the app's HTTP routes. Made anew for every run; they open nothing else.</summary>
/// <param name="Master">Opens the administrative routes.</param>
/// <param name="Function">Opens the HTTP API, as header <c>x-functions-key</c> or query parameter <c>code</c>.</param>
/// <param name="EventGrid">Opens the Event Grid webhook.</param>
/// <param name="Durable">Opens the management routes of the orchestrations.</param>
public sealed record AppKeys(string Master, string Function, string EventGrid, string Durable)
{
    /// <summary>Draws keys at random.</summary>
    public static AppKeys CreateRandom() => new(Draw(), Draw(), Draw(), Draw());

    /// <summary>Without the keys, so that they do not end up in a message by accident.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(AppKeys);

    private static string Draw() => RandomNumberGenerator.GetHexString(40, lowercase: true);
}
