using System.Reflection;
using System.Text.Json;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Chat.ServiceDefaults.Requests;

/// <summary>A request's body by <see cref="ChatJson"/>. Whatever is not JSON of that shape (absent, another content type,
/// wrong types) is <c>bad-request</c>, more than <see cref="MaxBytes"/> is <c>too-large</c>.</summary>
public sealed class JsonBody<T>(T value) : IBindableFromHttpContext<JsonBody<T>>
    where T : class
{
    /// <summary>The ids of 10,000 members take a sixth of it.</summary>
    private const long MaxBytes = 1024 * 1024;

    public T Value { get; } = value;

    static async ValueTask<JsonBody<T>?> IBindableFromHttpContext<JsonBody<T>>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType())
            throw ChatException.BadRequest("The body must be JSON (content type application/json).");

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MaxBytes;
        try
        {
            var value = await context.Request.ReadFromJsonAsync(typeof(T), ChatJson.Default, context.RequestAborted);
            return new JsonBody<T>(value as T ?? throw ChatException.BadRequest("The body must be a JSON object."));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NotSupportedException)
        {
            // InvalidOperationException: text that is no Unicode, or a content type with an unknown charset.
            throw new ChatException(ErrorCodes.BadRequest, "The body is not the JSON that this call takes.", exception);
        }
    }
}
