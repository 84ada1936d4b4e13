using AmlDr.Core.Assets;
using AmlDr.Core.Failures;

namespace AmlDr.Azure.Audits;

/// <summary>Goes through lists of documents.</summary>
internal static class ListedDocuments
{
    /// <summary>Moves on in a list.</summary>
    /// <param name="documents">The list.</param>
    /// <param name="endsWhenMissing">True when a container that is not there, or was deleted since it was listed, holds nothing.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="AmlDrException">A call failed; the type says how.</exception>
    public static async Task<bool> MoveNextOrEndAsync(this IAsyncEnumerator<AssetDocument> documents, bool endsWhenMissing)
    {
        try
        {
            return await documents.MoveNextAsync();
        }
        catch (NotFoundException) when (endsWhenMissing)
        {
            return false;
        }
    }
}
