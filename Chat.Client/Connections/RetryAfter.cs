namespace Chat.Client.Connections;

/// <summary>The header <c>Retry-After</c>, in seconds (the only form that our servers write).</summary>
internal static class RetryAfter
{
    public static TimeSpan? Of(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;

    public static TimeSpan? Of(IReadOnlyDictionary<string, IEnumerable<string>>? headers) =>
        headers is not null
        && headers.TryGetValue("Retry-After", out var values)
        && int.TryParse(values.FirstOrDefault(), out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
