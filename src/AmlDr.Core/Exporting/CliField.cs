using System.Text.Json.Nodes;

namespace AmlDr.Core.Exporting;

/// <summary>A field of a document and what the CLI calls it.</summary>
/// <param name="From">The field of the document, joined by dots.</param>
/// <param name="To">The field of the file, joined by dots.</param>
/// <param name="Convert">Makes the file's value of the document's; null leaves the field out.</param>
internal sealed record CliField(string From, string To, Func<JsonNode, CliSource, JsonNode?> Convert)
{
    public CliField(string from, string to)
        : this(from, to, CliConversions.AsIs)
    {
    }
}
