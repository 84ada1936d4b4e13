using System.Globalization;
using System.Text;
using AmlDr.Core.Exporting;
using AmlDr.Core.Kinds;

namespace AmlDr.Azure.Exporting;

/// <summary>Counts what an export holds and writes its README.</summary>
internal sealed class ExportSummary(KindCatalog kinds)
{
    private const int NamesShown = 20;
    private readonly Dictionary<string, (SortedSet<string> Commands, int Files)> _files = [];
    private readonly SortedDictionary<string, (List<string> Names, int Count)> _left = new(StringComparer.Ordinal);

    /// <summary>Counts an asset.</summary>
    public void Add(CliDocument document)
    {
        if (document.Command is { } command)
        {
            (SortedSet<string> commands, int files) = _files.GetValueOrDefault(document.Asset.Kind, (new SortedSet<string>(StringComparer.Ordinal), 0));
            commands.Add(command);
            _files[document.Asset.Kind] = (commands, files + 1);
            return;
        }

        string reason = $"{document.Asset.Kind}: {document.Reason}";
        (List<string> names, int count) = _left.GetValueOrDefault(reason, ([], 0));
        if (names.Count < NamesShown)
        {
            names.Add(document.Asset.ToString());
        }

        _left[reason] = (names, count + 1);
    }

    /// <summary>Writes the README.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="workspace">The workspace that was exported.</param>
    /// <param name="at">When.</param>
    public string Write(string pair, string workspace, DateTimeOffset at)
    {
        var text = new StringBuilder();
        Line($"Export of the pair {pair}");
        Line($"Workspace: {workspace}");
        Line(string.Create(CultureInfo.InvariantCulture, $"Made by AmlDr at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} from its catalog: the assets as last seen in the primary."));
        Line("This file is written last: where it is missing, the export was cut off.");
        Line("");
        Line("Each .yml file is read by the Azure Machine Learning CLI (az extension 'ml', version 2). Create the kinds in this order, because later");
        Line("ones name earlier ones. In a shell, from this folder:");
        Line("");
        foreach (IAssetKind kind in kinds.All)
        {
            if (!_files.TryGetValue(kind.Name, out (SortedSet<string> Commands, int Files) found))
            {
                continue;
            }

            Line($"# {kind.Name}: {found.Files.ToString(CultureInfo.InvariantCulture)}");
            Line(found.Commands.Count == 1
                ? $"find {kind.Name} -name '*.yml' | sort | while read -r file; do {found.Commands.Min} --file \"$file\" --resource-group \"$GROUP\" --workspace-name \"$WORKSPACE\" < /dev/null; done"
                : $"each file by the command in its first line: {string.Join(", ", found.Commands)}");
        }

        Line("");
        Line("- Comments at the top of a file say what to do before and after, and what was left out.");
        Line("- Secrets are in no file of this export. Put them back by hand where a comment says so.");
        Line("- A component may name another one: repeat the loop over components until none is new.");
        Line("- Files of assets (models, data) are not in this export; the paths name the datastores of the workspace that you create in.");
        Line("- .yaml files belong to the .yml file beside them. They are not created by themselves.");
        Line("- arm/ holds every document as Azure Resource Manager returned it, but for secrets. Before it is sent with 'az rest --method put',");
        Line("  drop id, name, type, systemData and what the service sets, and replace the workspace in references.");
        if (_left.Count > 0)
        {
            Line("");
            Line("Only in arm/, because the CLI cannot create them from a file, or because AmlDr does not write it:");
            foreach ((string reason, (List<string> names, int count)) in _left)
            {
                Line($"- {reason}");
                string more = count > names.Count ? string.Create(CultureInfo.InvariantCulture, $" and {count - names.Count} more") : "";
                Line($"  {string.Join(", ", names)}{more}");
            }
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }
}
