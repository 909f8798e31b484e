namespace Chat.Messaging.History;

public static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/api/chats/{chatId}").RequireAuthorization();
        chat.MapGet("/messages", ListMessages.HandleAsync);
        chat.MapGet("/messages/{seq}/receipts", ListMessageReceipts.HandleAsync);
        chat.MapGet("/receipts", ListWatermarks.HandleAsync);
    }
}
