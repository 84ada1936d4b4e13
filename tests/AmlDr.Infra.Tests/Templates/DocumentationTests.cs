using System.Text.RegularExpressions;
using AmlDr.Infra.Tests.Support;

namespace AmlDr.Infra.Tests.Templates;

/// <summary>What the pages lead to is there.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(),
        .. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Where(file => !file.Contains("/bin/", StringComparison.Ordinal)).Order(),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfAPage_LeadToFilesAndHeadingsThatAreThere(string page)
    {
        string text = Repository.Read(page.Split('/'));
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;

        foreach (Match link in Link().Matches(text))
        {
            (string file, string heading) = (link.Groups["file"].Value, link.Groups["heading"].Value);
            string target = file.Length == 0 ? Path.Combine(Repository.Root, page) : Path.GetFullPath(Path.Combine(folder, file));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page} leads to '{file}', which is not there.");
            Assert.True(heading.Length == 0 || Headings(File.ReadAllText(target)).Contains(heading), $"{page} leads to '{file}#{heading}', which is not there.");
        }
    }

    [Theory]
    [InlineData("docs/install.md")]
    [InlineData("docs/configure.md")]
    [InlineData("docs/first-sweep.md")]
    [InlineData("docs/drill.md")]
    [InlineData("docs/failover.md")]
    [InlineData("docs/failback.md")]
    [InlineData("docs/upgrade.md")]
    [InlineData("docs/kinds.md")]
    [InlineData("docs/costs-and-limits.md")]
    [InlineData("docs/security.md")]
    public void Runbook_OfEachTask_IsFoundFromTheReadme(string page) =>
        Assert.Contains($"]({page})", Repository.Read("README.md"), StringComparison.Ordinal);

    [Fact]
    public void Kinds_EveryOne_HasARow()
    {
        string page = Repository.Read("docs", "kinds.md");

        foreach (string kind in Core.Kinds.KindCatalog.CreateDefault().All.Select(kind => kind.Name))
        {
            string words = Capital().Replace(kind, match => " " + match.Value.ToLowerInvariant()).Replace("featureset", "feature set", StringComparison.Ordinal)
                .Replace("featurestore entity", "feature store entity", StringComparison.Ordinal);
            Assert.Matches($@"(?m)^\| ([^|]*, )?{words}(, [^|]*)? \|", page);
        }
    }

    // As GitHub names headings: lower case, spaces to dashes, punctuation left out.
    private static IEnumerable<string> Headings(string text) => Heading().Matches(text)
        .Select(heading => Punctuation().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<file>[^)#\s]*)(#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
