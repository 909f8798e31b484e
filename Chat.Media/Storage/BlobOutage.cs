using Azure;

namespace Chat.Media.Storage;

/// <summary>The blob store refuses, is away, or does not answer in time. After repeated attempts the client throws what all of
/// them threw.</summary>
internal static class BlobOutage
{
    /// <param name="cancellation">What is cancelled by it is no outage.</param>
    public static bool Is(Exception exception, CancellationToken cancellation) => exception switch
    {
        RequestFailedException or IOException => true,
        AggregateException all => all.InnerExceptions.All(one => Is(one, cancellation)),
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => false,
    };
}
