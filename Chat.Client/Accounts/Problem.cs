using System.Text.Json;
using Chat.Contracts.Errors;

namespace Chat.Client.Accounts;

/// <summary>A problem details answer (RFC 9457) with the protocol's <c>code</c>.</summary>
internal sealed record Problem(string? Code, string? Title, string? Detail)
{
    /// <summary>What a refused request throws.</summary>
    /// <exception cref="HttpRequestException">Thrown, not returned: the answer is none of the protocol's.</exception>
    public static async Task<Exception> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = await ParseAsync(response, cancellationToken);
        if (problem?.Code is { } code)
            return new ChatException(code, problem.Detail ?? problem.Title ?? response.ReasonPhrase ?? code);

        return (int)response.StatusCode switch
        {
            401 => new ChatException(ErrorCodes.BadToken, "The token was refused."),
            429 => new ChatException(ErrorCodes.RateLimited, "Too many requests."),
            502 or 503 or 504 => ChatException.Unavailable("The service is not available."),
            var status => new HttpRequestException($"The server answered {status}.", null, response.StatusCode),
        };
    }

    public static async Task<string?> ReadCodeAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await ParseAsync(response, cancellationToken))?.Code;

    private static async Task<Problem?> ParseAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
            return null;

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<Problem>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            // A proxy's page under the wrong type: the status says what there is to say.
            return null;
        }
    }
}
