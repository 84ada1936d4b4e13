using System.Text.Encodings.Web;
using System.Text.Json;

namespace AmlDr.Core.Tests;

internal static class Json
{
    public static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
