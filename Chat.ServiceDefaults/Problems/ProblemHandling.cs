using System.Data.Common;
using Chat.Contracts.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Chat.ServiceDefaults.Problems;

/// <summary>
/// Every error over REST is problem details with a <c>code</c>: refusals with their own, requests that do not bind as
/// <c>bad-request</c>, unknown routes as <c>not-found</c>, outages and defects as <c>unavailable</c> or a bare 500.
/// </summary>
public static class ProblemHandling
{
    public static void UseChatProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteAsync,
            // A refusal is an answer, not an incident: the handler logs only what it does not know.
            SuppressDiagnosticsCallback = context => context.Exception is ChatException or BadHttpRequestException,
        });
        app.UseStatusCodePages(async pages =>
        {
            var context = pages.HttpContext;
            var (code, sentence) = context.Response.StatusCode switch
            {
                StatusCodes.Status401Unauthorized => (ErrorCodes.BadToken, "A valid access token is needed."),
                StatusCodes.Status403Forbidden => (ErrorCodes.NotAllowed, "This is not allowed."),
                StatusCodes.Status404NotFound => (ErrorCodes.NotFound, "There is nothing at this address."),
                StatusCodes.Status413PayloadTooLarge => (ErrorCodes.TooLarge, "The request is too large."),
                StatusCodes.Status429TooManyRequests => (ErrorCodes.RateLimited, "Too many requests; try again later."),
                >= StatusCodes.Status500InternalServerError => (ErrorCodes.Unavailable, "The server failed; nothing is known of the outcome."),
                _ => (ErrorCodes.BadRequest, "The request is not one that this address takes."),
            };
            await ProblemResponse.WriteAsync(context, code, sentence, context.Response.StatusCode);
        });
    }

    private static async Task WriteAsync(HttpContext context)
    {
        switch (context.Features.Get<IExceptionHandlerFeature>()?.Error)
        {
            case ChatException refusal:
                await ProblemResponse.WriteAsync(context, refusal.Code, refusal.Message);
                break;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                await ProblemResponse.WriteAsync(context, ErrorCodes.TooLarge, "The request is too large.");
                break;
            case BadHttpRequestException bad:
                await ProblemResponse.WriteAsync(context, ErrorCodes.BadRequest, "The request could not be read.", bad.StatusCode);
                break;
            case DbException { IsTransient: true }:
                await ProblemResponse.WriteAsync(context, ErrorCodes.Unavailable, "A database does not answer; nothing is known of the outcome.");
                break;
            default:
                await ProblemResponse.WriteAsync(context, ErrorCodes.Unavailable, "The server failed; nothing is known of the outcome.", StatusCodes.Status500InternalServerError);
                break;
        }
    }
}
