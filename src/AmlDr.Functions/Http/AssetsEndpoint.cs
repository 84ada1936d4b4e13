using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AmlDr.Azure.ControlStore;
using AmlDr.Azure.Mirroring;
using AmlDr.Core.Kinds;
using AmlDr.Core.Ledger;
using AmlDr.Core.Pairs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace AmlDr.Functions.Http;

/// <summary>
/// <c>GET /api/pairs/{pair}/assets?kind=&amp;state=&amp;top=&amp;continuationToken=</c>: per asset its state, reason and lag, page by page.
/// </summary>
/// <param name="pairs">The pairs.</param>
/// <param name="kinds">The kinds.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="clock">The clock.</param>
public sealed class AssetsEndpoint(PairRegistry pairs, KindCatalog kinds, LedgerStore ledger, TimeProvider clock)
{
    private const int DefaultPageSize = 200;
    private const int LargestPageSize = 1000;

    /// <summary>Answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pair">The pair's name.</param>
    /// <param name="cancellationToken">Cancels it when the caller goes away.</param>
    /// <returns><c>{"value":[…],"continuationToken"?}</c>. A page may be empty and still not be the last: the filter works on what was read.</returns>
    [Function("GetAssets")]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "pairs/{pair}/assets")] HttpRequest request, string pair,
        CancellationToken cancellationToken)
    {
        if (!pairs.TryGet(pair, out Pair? known))
        {
            return ApiResult.UnknownPair(request, pair, pairs.All.Select(one => one.Name));
        }

        string? kind = Parameter(request, "kind");
        if (kind is not null && !kinds.TryGet(kind, out _))
        {
            return ApiResult.BadParameter(request, "kind", kind, $"use one of {string.Join(", ", kinds.All.Select(one => one.Name))}.");
        }

        string? stateText = Parameter(request, "state");
        AssetState state = default;
        if (stateText is not null && !(Enum.TryParse(stateText, ignoreCase: true, out state) && Enum.IsDefined(state)))
        {
            return ApiResult.BadParameter(request, "state", stateText, $"use one of {string.Join(", ", Enum.GetNames<AssetState>())}.");
        }

        string top = Parameter(request, "top") ?? DefaultPageSize.ToString(CultureInfo.InvariantCulture);
        if (!int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out int size) || size is < 1 or > LargestPageSize)
        {
            return ApiResult.BadParameter(request, "top", top, $"use 1 to {LargestPageSize}.");
        }

        string? token = Parameter(request, "continuationToken");
        if (!TryDecode(token, out string? marker))
        {
            return ApiResult.BadParameter(request, "continuationToken", token!, "use the one of the page before, unchanged.");
        }

        LedgerPage page = await ledger.ListPageAsync(
            known.Name, kind is null ? null : kinds[kind].Name, stateText is null ? null : state, size, marker, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        return ApiResult.Json(new Listing<AssetView>(
            [.. page.Entries.Select(entry => AssetView.From(entry, now))],
            page.ContinuationToken is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(page.ContinuationToken))));
    }

    private static string? Parameter(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var values) && !string.IsNullOrEmpty(values.ToString()) ? values.ToString() : null;

    private static bool TryDecode(string? token, out string? marker)
    {
        marker = token is not null && Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : null;
        return token is null || marker is not null;
    }
}
