using System.Text.RegularExpressions;
using AmlDr.Core.Assets;
using AmlDr.Core.Exporting;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Tests.Exporting;

public partial class ExportPathsTests
{
    private static readonly string[] OddTexts =
    [
        "..", ".", "...", "../../etc/passwd", "a/b", "a\\b", "/a", "C:\\x", "C:x", "con", "CON.txt", "Com1", "nul.", "a.", ".a", "a b", " ", "a\0b", "a\nb", "größe",
        "模型", "%2e%2e", "~2", "a~2", "~", "*", "?", "a:b", new string('x', 255), new string('x', 254) + "y", new string('ä', 255), "-rf", "$(x)",
    ];

    [Fact]
    public void Take_OddNamesAndVersions_StayInTheirFolderAndAreUnique()
    {
        var paths = new ExportPaths();
        List<string> taken =
        [
            .. OddTexts.SelectMany(name => OddTexts.Select(version => paths.Take(new AssetId(KindNames.Data, name, version)))),
            .. OddTexts.Select(name => paths.Take(new AssetId(KindNames.Datastore, name, ""))),
        ];

        Assert.Equal(taken.Count, taken.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(taken, path =>
        {
            Assert.Matches(Safe(), path);
            string full = Path.GetFullPath(Path.Combine("/export", path));
            Assert.Equal($"/export/{path}", full.Replace('\\', '/')[full.Replace('\\', '/').IndexOf("/export", StringComparison.Ordinal)..]);
        });
    }

    [Fact]
    public void Take_NamesThatDifferInCase_AreToldApart()
    {
        var paths = new ExportPaths();

        Assert.Equal("model/Churn/1", paths.Take(new AssetId(KindNames.Model, "Churn", "1")));
        Assert.Equal("model/churn/1~2", paths.Take(new AssetId(KindNames.Model, "churn", "1")));
        Assert.Equal("model/CHURN/1~3", paths.Take(new AssetId(KindNames.Model, "CHURN", "1")));
    }

    [Theory]
    [InlineData("churn-v2_final.1", "churn-v2_final.1")]
    [InlineData("a b", "a%20b")]
    [InlineData("..", "%2E~~")]
    [InlineData("con", "~~")]
    public void Segment_Text_StartsReadably(string text, string start) =>
        Assert.StartsWith(start, ExportPaths.Segment(text), StringComparison.Ordinal);

    // No segment starts or ends with a dot, holds anything but plain characters, or is longer than file systems take.
    [GeneratedRegex(@"\A([A-Za-z0-9_%~-]|[A-Za-z0-9_%~-][A-Za-z0-9_.%~-]{0,180}[A-Za-z0-9_%~-])(/([A-Za-z0-9_%~-]|[A-Za-z0-9_%~-][A-Za-z0-9_.%~-]{0,180}[A-Za-z0-9_%~-]))+\z")]
    private static partial Regex Safe();
}
