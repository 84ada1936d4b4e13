using System.Text.Json.Nodes;
using AmlDr.Azure.Aml;
using AmlDr.Azure.Arm;
using AmlDr.Azure.Pipeline;
using AmlDr.Core.Assets;
using AmlDr.Core.Failures;
using AmlDr.Core.Operations.Planning;
using AmlDr.Core.Pairs;
using AmlDr.Core.Policies;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlDr.Azure.Operations.Steps;

/// <summary>
/// Sends an endpoint a sample and judges the answer. Calls are authorised as the endpoint asks: by its key, by the token that it gives, or by one of
/// the directory (<c>facts/aml-rest.md</c> 2.9). Neither the credential nor the answer is kept or logged.
/// </summary>
internal sealed class ScoringClient
{
    // A managed endpoint gives up a request after 180 seconds (facts/aml-rest.md section 6).
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(180);
    private static readonly string[] DirectoryScopes = ["https://ml.azure.com/.default"];
    private readonly AmlClient _aml;
    private readonly TokenCredential _credential;
    private readonly HttpPipeline _pipeline;

    public ScoringClient(AmlClient aml, TokenCredential credential, HttpPipelineTransport transport)
    {
        _aml = aml;
        _credential = credential;
        var options = new ScoringOptions { Transport = transport };
        options.Retry.NetworkTimeout = CallTimeout;

        // The step itself is tried again.
        options.Retry.MaxRetries = 0;
        options.Diagnostics.IsLoggingContentEnabled = false;
        _pipeline = HttpPipelineBuilder.Build(options);
    }

    /// <summary>Sends the sample.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asset">The endpoint.</param>
    /// <param name="endpoint">Its document.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="VerificationFailedException">The answer is not the one that is expected.</exception>
    /// <exception cref="TransientException">No answer came, or one that may pass.</exception>
    public async Task ProveAsync(
        WorkspaceId workspace, AssetId asset, AssetDocument endpoint, VerificationSample sample, CancellationToken cancellationToken)
    {
        string address = endpoint.GetString("properties", "scoringUri") ?? throw new VerificationFailedException($"{asset} has no 'properties.scoringUri'.");
        using HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(Addresses.AsHttps(new Uri(address, UriKind.Absolute)));
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Headers.SetValue("Authorization", $"Bearer {await CredentialAsync(workspace, asset, endpoint, cancellationToken)}");
        message.Request.Content = RequestContent.Create(BinaryData.FromString(sample.Request.ToJsonString()));
        Response response = await _pipeline.SendForAnswerAsync(message, $"Scoring {asset}", cancellationToken);
        string? fault = SampleJudge.Judge(sample, response.Status, response.Content.ToString());
        if (fault is not null)
        {
            string text = $"{asset} in {workspace.Name} does not answer its sample: {fault}.";
            throw response.Status is 408 or 424 or 429 or >= 500 && response.Status != sample.Status
                ? new TransientException(text)
                : new VerificationFailedException(text);
        }
    }

    private async Task<string> CredentialAsync(WorkspaceId workspace, AssetId asset, AssetDocument endpoint, CancellationToken cancellationToken)
    {
        string mode = endpoint.GetString("properties", "authMode") ?? "Key";
        if (mode.Equals("AADToken", StringComparison.OrdinalIgnoreCase))
        {
            return (await _credential.GetTokenAsync(new TokenRequestContext(DirectoryScopes), cancellationToken)).Token;
        }

        bool isToken = mode.Equals("AMLToken", StringComparison.OrdinalIgnoreCase);
        ArmActionResult answer = await _aml.CallActionAsync(workspace, asset, isToken ? "token" : "listKeys", null, cancellationToken);
        JsonNode? credential = answer.Body?[isToken ? "accessToken" : "primaryKey"];
        return credential?.GetValue<string>() ?? throw new VerificationFailedException($"{asset} in {workspace.Name} gives no credential to score with.");
    }

    private sealed class ScoringOptions : ClientOptions;
}
