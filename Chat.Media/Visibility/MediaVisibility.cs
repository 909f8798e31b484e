using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Media.Upstream;

namespace Chat.Media.Visibility;

/// <summary>Who may see another's medium: who may see a message that carries it. Messaging knows, in the chats where the medium
/// may be.</summary>
internal sealed class MediaVisibility(MediaChats chats, MessagingReplicas messaging)
{
    /// <summary>In the order asked.</summary>
    /// <exception cref="ChatException"><c>unavailable</c> when Messaging cannot be reached.</exception>
    public Task<bool[]> AreVisibleAsync(IReadOnlyList<Viewing> viewings, CancellationToken cancellation) =>
        chats.AnyAsync(
            [.. viewings.Select(viewing => viewing.Media)],
            (pages, token) => messaging.AreVisibleAsync(Question(viewings, pages), token),
            cancellation);

    private static MediaViews Question(IReadOnlyList<Viewing> viewings, IReadOnlyList<MediaPage> pages) =>
        new() { Views = { pages.Select(page => View(viewings[page.Place], page)) } };

    private static MediaView View(Viewing viewing, MediaPage page) =>
        new() { UserId = viewing.User.Value, MediaId = viewing.Media.Value, ChatIds = { page.Chats } };
}
