namespace AmlDr.Azure.Tests.Support;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Number">Its position, from 0.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, percent-encoding untouched.</param>
/// <param name="Headers">The headers.</param>
internal sealed record ScriptedRequest(int Number, string Method, string Target, IReadOnlyDictionary<string, string> Headers);
