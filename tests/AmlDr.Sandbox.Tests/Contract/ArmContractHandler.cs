using AmlDr.Sandbox.Tests.Support;

namespace AmlDr.Sandbox.Tests.Contract;

/// <summary>Checks every answer of Resource Manager to a call with the specified api-version.</summary>
internal sealed class ArmContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (!request.RequestUri!.Query.Contains("api-version=" + Sim.ApiVersion, StringComparison.Ordinal))
            return answer;
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        string body = await answer.Content.ReadAsStringAsync(cancellationToken);
        ArmContract contract = await ArmContract.GetAsync();
        contract.Check(
            request.Method.Method,
            Uri.UnescapeDataString(request.RequestUri.AbsolutePath),
            (int)answer.StatusCode,
            name => answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(",", values) : null,
            body);
        return answer;
    }
}
