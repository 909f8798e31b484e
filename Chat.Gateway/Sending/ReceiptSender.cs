using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Retrying;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Sending;

/// <summary><c>Receipt</c>: raises the caller's watermarks. Repeating is harmless, so a few attempts are made: a receipt
/// is mostly sent without awaiting it.</summary>
public sealed class ReceiptSender(WriteLanes lanes, TimeProvider time)
{
    private const int Attempts = 3;

    /// <exception cref="ChatException">Refused, or <c>unavailable</c>.</exception>
    public async Task SendAsync(ClientConnection connection, ReceiptRequest? request, CancellationToken cancellation)
    {
        var (chat, seq, read) = ReceiptValidation.Check(request);
        if (seq == 0)
            return;

        for (var attempt = 0; ; attempt++)
        {
            var error = lanes.OwnerOf(chat) is { } lane
                ? await lane.RaiseAsync(chat, connection.Caller, seq, read ? seq : 0).WaitAsync(cancellation)
                : ErrorCodes.Unavailable;
            if (error.Length == 0)
                return;
            if (error != ErrorCodes.Unavailable || attempt == Attempts - 1)
                throw new ChatException(error, WriteRefusal.Sentence(error));

            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
        }
    }
}
