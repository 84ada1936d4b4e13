using System.Collections.Concurrent;
using AmlDr.Sandbox.Identity;
using Azure.Core;

namespace AmlDr.Azure.Tests.Support;

/// <summary>Tokens of the simulated managed identity, and a record of what they were asked for.</summary>
internal sealed class SimulatorCredential(TokenService tokens) : TokenCredential
{
    private readonly ConcurrentQueue<string> _scopes = new();

    /// <summary>The scopes asked for, in order.</summary>
    public IReadOnlyCollection<string> Scopes => _scopes;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        string scope = Assert.Single(requestContext.Scopes);
        _scopes.Enqueue(scope);

        // The client goes by the system's clock, the simulator by its own, on which the token is good for a day.
        return new AccessToken(tokens.Issue(scope), DateTimeOffset.UtcNow + TimeSpan.FromHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
