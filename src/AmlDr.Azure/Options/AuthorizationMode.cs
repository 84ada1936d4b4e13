namespace AmlDr.Azure.Options;

/// <summary>What a request to the HTTP API must bring.</summary>
public enum AuthorizationMode
{
    /// <summary>A function key. Whoever holds one may do everything.</summary>
    FunctionKey,

    /// <summary>A function key and a bearer token of Microsoft Entra ID whose roles allow what is asked for.</summary>
    EntraId,
}
