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
        DateTimeOffset expiry = DateTimeOffset.UtcNow + TimeSpan.FromHours(1);
        return new AccessToken(tokens.Issue(scope, expiresOn: expiry), expiry);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
