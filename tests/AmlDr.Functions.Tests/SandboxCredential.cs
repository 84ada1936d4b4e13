using AmlDr.Sandbox.Identity;
using Azure.Core;

namespace AmlDr.Functions.Tests;

/// <summary>Tokens of the simulated identity provider.</summary>
internal sealed class SandboxCredential(TokenService tokens) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(tokens.Issue(requestContext.Scopes[0]), DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));
}
