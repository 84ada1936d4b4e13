using System.Xml.Linq;

namespace AmlDr.Core.Reports;

/// <summary>
/// A drawing. HTML shows it; Markdown, which cannot, gives its description. It is held as elements, so that every text in it is escaped; what
/// could run or load something is refused.
/// </summary>
public sealed class ReportFigure
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly string[] Refused = ["script", "foreignObject", "image", "use", "a", "iframe", "animate", "set", "style"];

    /// <summary>Creates a figure.</summary>
    /// <param name="description">What the drawing shows, in words.</param>
    /// <param name="drawing">An element <c>svg</c> of the SVG namespace.</param>
    /// <exception cref="ArgumentException">The drawing is no SVG, or holds an element or attribute that could run or load something.</exception>
    public ReportFigure(string description, XElement drawing)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(drawing);
        if (drawing.Name != Svg + "svg")
        {
            throw new ArgumentException($"The drawing is '{drawing.Name}'; give an element 'svg' of the namespace {Svg}.", nameof(drawing));
        }

        foreach (XElement element in drawing.DescendantsAndSelf())
        {
            if (element.Name.Namespace != Svg || Refused.Contains(element.Name.LocalName, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArgumentException($"The drawing holds an element '{element.Name}', which a report does not show.", nameof(drawing));
            }

            if (element.Attributes().FirstOrDefault(IsActive) is { } attribute)
            {
                throw new ArgumentException(
                    $"The drawing's element '{element.Name.LocalName}' has an attribute '{attribute.Name.LocalName}', which a report does not show.",
                    nameof(drawing));
            }
        }

        Description = description;
        Drawing = new XElement(drawing);
    }

    /// <summary>What the drawing shows, in words.</summary>
    public string Description { get; }

    internal XElement Drawing { get; }

    private static bool IsActive(XAttribute attribute) =>
        attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
        || string.Equals(attribute.Name.LocalName, "href", StringComparison.OrdinalIgnoreCase)
        || attribute.Value.Contains("url(", StringComparison.OrdinalIgnoreCase);
}
