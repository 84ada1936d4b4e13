using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Http;

/// <summary>Reads a request's body as ASP.NET Core MVC does for <c>[FromBody]</c>.</summary>
internal static class RequestBody
{
    /// <exception cref="InvalidOperationException">The body does not fit the type; the message says why.</exception>
    public static async Task<object?> ReadAsync(HttpContext http, Type type)
    {
        ModelMetadata metadata = http.RequestServices.GetRequiredService<IModelMetadataProvider>().GetMetadataForType(type);
        IModelBinder binder = http.RequestServices.GetRequiredService<IModelBinderFactory>().CreateBinder(new ModelBinderFactoryContext
        {
            Metadata = metadata,
            BindingInfo = new BindingInfo { BindingSource = BindingSource.Body, BinderType = metadata.BinderType },
        });
        DefaultModelBindingContext binding = new()
        {
            ModelMetadata = metadata,
            ModelName = string.Empty,
            BindingSource = BindingSource.Body,
            ModelState = new ModelStateDictionary(),
            ActionContext = new ActionContext { HttpContext = http },
        };
        await binder.BindModelAsync(binding);
        if (binding.Result.IsModelSet)
        {
            return binding.Result.Model;
        }

        IEnumerable<string> errors = binding.ModelState.Values.SelectMany(entry => entry.Errors)
            .Select(error => string.IsNullOrEmpty(error.ErrorMessage) ? error.Exception?.Message ?? string.Empty : error.ErrorMessage);
        return binding.ModelState.IsValid ? null : throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
    }
}
