using System.Diagnostics;
using System.Text;
using AmlDr.Core.Evidence;

namespace AmlDr.Core.Tests.Evidence;

/// <summary>The procedure that auditors are given, as it stands in the documentation, by a program that is not AmlDr's.</summary>
public sealed class DocumentedProcedureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amldr-evidence-");

    public void Dispose() => _folder.Delete(recursive: true);

    [PythonFact]
    public async Task Procedure_WholeEvidence_PrintsItsHash()
    {
        byte[] json = EvidenceChain.Write(EvidenceSamples.Report(EvidenceSamples.Evil));
        string hash = EvidenceVerifier.Verify(json).Hash!;

        (int code, string printed) = await VerifyAsync(json, hash);

        Assert.True(code == 0, printed);
        Assert.Equal(hash, printed.Trim());
    }

    [PythonFact]
    public async Task Procedure_ChangedEvidence_SaysWhere()
    {
        string json = Encoding.UTF8.GetString(EvidenceChain.Write(EvidenceSamples.Report()));

        (int code, string printed) = await VerifyAsync(Encoding.UTF8.GetBytes(json.Replace("\"kim\"", "\"tom\"", StringComparison.Ordinal)));

        Assert.NotEqual(0, code);
        Assert.Contains("was changed", printed, StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task Procedure_OtherHashKept_Refuses() =>
        Assert.NotEqual(0, (await VerifyAsync(EvidenceChain.Write(EvidenceSamples.Report()), new string('0', 64))).Code);

    private async Task<(int Code, string Printed)> VerifyAsync(byte[] json, params string[] arguments)
    {
        string program = Path.Combine(_folder.FullName, "verify.py"), evidence = Path.Combine(_folder.FullName, "evidence.json");
        await File.WriteAllTextAsync(program, Documentation().Split("```python\n")[1].Split("```")[0]);
        await File.WriteAllBytesAsync(evidence, json);
        using Process process = Process.Start(new ProcessStartInfo("python3", [program, evidence, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string printed = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, printed);
    }

    private static string Documentation()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AmlDrFunctions.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "evidence.md"));
    }
}
