using System.Text.Json.Nodes;
using AmlDr.Core.Kinds;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Policies;

/// <summary>The environment variables of a document whose names say that they hold secrets.</summary>
public static class SecretVariables
{
    /// <summary>Replaces the value of every secret variable.</summary>
    /// <param name="body">The body, changed in place.</param>
    /// <param name="fields">Where the kind keeps environment variables.</param>
    /// <param name="policy">Says which names are secret.</param>
    /// <param name="replace">Given the value, gives what shall stand there; null removes the variable.</param>
    /// <returns>The number of secret variables.</returns>
    public static int Replace(JsonObject body, KindFields fields, SecretPolicy policy, Func<string, JsonNode?> replace)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(replace);
        int found = 0;
        foreach (JsonObject variables in fields.Variables.SelectMany(path => DocumentFields.Select(body, path)).OfType<JsonObject>())
        {
            foreach ((string name, JsonNode? value) in variables.ToArray())
            {
                if (!policy.IsSecret(name) || value is not JsonValue scalar || !scalar.TryGetValue(out string? text))
                {
                    continue;
                }

                found++;
                JsonNode? replacement = replace(text);
                if (replacement is null)
                {
                    variables.Remove(name);
                }
                else
                {
                    variables[name] = replacement;
                }
            }
        }

        return found;
    }
}
