using Chat.Contracts.Errors;
using Chat.Media.Storage;

namespace Chat.Media.Requests;

/// <summary>A blob store that fails is <c>unavailable</c> to whoever called.</summary>
internal sealed partial class StoreOutageFilter(ILogger<StoreOutageFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (BlobOutage.Is(exception, context.HttpContext.RequestAborted))
        {
            LogFailed(logger, exception);
            throw ChatException.Unavailable("The blob store does not answer; try again.", exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The blob store failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
